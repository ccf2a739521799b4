/** Settings of the editor that runs the tests of this ring: nothing may ask, and nothing may change by itself. */
export const HOST_SETTINGS = {
  "security.workspace.trust.enabled": false,
  "workbench.startupEditor": "none",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "telemetry.telemetryLevel": "off",
  "git.enabled": false,
  "extensions.autoCheckUpdates": false,
  "remote.autoForwardPorts": false,
  "terminal.integrated.gpuAcceleration": "off",
} as const;
