import { HumanError } from "../../src/app/errors.ts";
import { RunnerLink } from "../../src/app/runner-link.ts";
import { runnerContract } from "../support/contracts/runner.ts";
import { exit } from "../support/facts.ts";
import { FakeHost } from "../support/fake-host.ts";
import { ScriptedRunner } from "../support/scripted-runner.ts";

runnerContract("scripted", async (answers) => {
  const runner = new ScriptedRunner().hold();
  if (!answers) runner.unready = new HumanError("There is no Python.");
  return {
    runner,
    say: (...facts) => void runner.whenHeld().then((held) => held.emit(...facts)),
    over: () => void runner.whenHeld().then((held) => held.end()),
    stopped: async () => runner.stopped[0] ?? "",
    dispose: () => undefined,
  };
});

runnerContract("a host behind a loopback channel", async (answers) => {
  let host: FakeHost | null = null;
  const link = new RunnerLink({
    patience: 100,
    log: () => undefined,
    launch: async (env) => {
      host = new FakeHost(env);
      if (answers) await host.connect();
      return host;
    },
  });
  if (answers) await link.ready();
  const { wire } = answers ? (host as unknown as FakeHost) : { wire: null };
  return {
    runner: link,
    say: (...facts) => wire?.send(...facts),
    // What was said is read before the end of the connection.
    over: () => wire?.end(),
    stopped: async () => {
      for (;;) {
        const message = (await wire?.next()) as { type: string; run: string };
        if (message.type !== "stop") continue;
        wire?.send(exit("r1", { code: null, signal: 2, interrupted: true }));
        return message.run;
      }
    },
    dispose: () => link.dispose(),
  };
});
