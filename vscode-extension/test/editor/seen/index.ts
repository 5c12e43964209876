// All groups of tests of what a person sees.
import type { Seen } from "../lib/seen.ts";
import { LOOKS } from "./looks.ts";
import { SPEED } from "./speed.ts";

export const SEEN: readonly Seen[] = [SPEED, LOOKS];
