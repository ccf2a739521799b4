import { randomUUID } from "node:crypto";
import { FileAttemptStore } from "../store/attempt-store.ts";
import { dataHome } from "../store/home.ts";
import { lockWorld } from "../store/lock.ts";

/** The attempts of this person, the same that the editor shows. */
export function openStore(env: NodeJS.ProcessEnv): FileAttemptStore {
  return new FileAttemptStore(dataHome(env, ""), lockWorld(randomUUID()));
}
