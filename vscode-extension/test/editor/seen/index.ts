// All groups of tests of what a person sees.
import type { Seen } from "../lib/seen.ts";
import { COMMANDS } from "./commands.ts";
import { CONFLICTS_PANEL } from "./conflictsPanel.ts";
import { DAG_PREVIEW } from "./dagPreview.ts";
import { FEATURES } from "./features.ts";
import { FRESH } from "./fresh.ts";
import { INSTALLING } from "./installing.ts";
import { LOOKS } from "./looks.ts";
import { LOST } from "./lost.ts";
import { OWN_PAGES } from "./ownPages.ts";
import { PICTURES } from "./pictures.ts";
import { REGISTRY_VIEW } from "./registryView.ts";
import { RENAMING } from "./renaming.ts";
import { SETTINGS_FILE } from "./settingsFile.ts";
import { SPEED } from "./speed.ts";
import { VERSIONS } from "./versions.ts";
import { UNTRUSTED_VIEW, WELCOME } from "./welcome.ts";

export const SEEN: readonly Seen[] = [
  SPEED,
  FEATURES,
  LOOKS,
  PICTURES,
  OWN_PAGES,
  RENAMING,
  LOST,
  COMMANDS,
  VERSIONS,
  SETTINGS_FILE,
  REGISTRY_VIEW,
  UNTRUSTED_VIEW,
  WELCOME,
  CONFLICTS_PANEL,
  DAG_PREVIEW,
  ...FRESH,
  ...INSTALLING,
];
