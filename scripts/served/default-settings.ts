/** What a user of a served VS Code finds set at the first start; everything else is VS Code's own default. */
export const DEFAULT_SETTINGS = {
  "telemetry.telemetryLevel": "off",
  "workbench.startupEditor": "none",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "remote.autoForwardPorts": false, // it would announce the port of every run
} as const;
