// All groups of tests of what a person sees.
import type { Seen } from "../lib/seen.ts";
import { FEATURES } from "./features.ts";
import { FRESH } from "./fresh.ts";
import { LOOKS } from "./looks.ts";
import { LOST } from "./lost.ts";
import { OWN_PAGES } from "./ownPages.ts";
import { PICTURES } from "./pictures.ts";
import { RENAMING } from "./renaming.ts";
import { SPEED } from "./speed.ts";

export const SEEN: readonly Seen[] = [SPEED, FEATURES, LOOKS, PICTURES, OWN_PAGES, RENAMING, LOST, ...FRESH];
