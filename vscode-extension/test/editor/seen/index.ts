// All groups of tests of what a person sees.
import type { Seen } from "../lib/seen.ts";
import { COMMANDS } from "./commands.ts";
import { FRESH } from "./fresh.ts";
import { INSTALLING } from "./installing.ts";
import { LOOKS } from "./looks.ts";
import { LOST } from "./lost.ts";
import { RENAMING } from "./renaming.ts";
import { SPEED } from "./speed.ts";
import { VERSIONS } from "./versions.ts";

export const SEEN: readonly Seen[] = [SPEED, LOOKS, RENAMING, LOST, COMMANDS, VERSIONS, ...FRESH, ...INSTALLING];
