// What the server is told of the editor's settings: only what somebody has set. So a server that is older than the
// extension never hears of a setting that it does not know, unless it is used.

export const SECTION = "cursusRegistry";
/** Settings of the extension alone. */
export const OWN = ["path", "importStrategy", "registryView.followCursor"];

export interface Inspected {
  readonly globalValue?: unknown;
  readonly workspaceValue?: unknown;
  readonly workspaceFolderValue?: unknown;
}

export interface Reader {
  get(key: string): unknown;
  inspect(key: string): Inspected | undefined;
}

/** The settings that are set, by their names without our section; dots stay in the names. */
export function chosenSettings(reader: Reader, keys: readonly string[]): Record<string, unknown> {
  const chosen = keys.filter((key) => {
    const said = reader.inspect(key);
    return [said?.globalValue, said?.workspaceValue, said?.workspaceFolderValue].some((value) => value !== undefined);
  });
  return Object.fromEntries(chosen.map((key) => [key, reader.get(key)]));
}

/** The settings of the server among those of a manifest. */
export function serverKeys(manifest: unknown): string[] {
  const contributes = (manifest as { contributes?: { configuration?: { properties?: object } } }).contributes;
  const names = Object.keys(contributes?.configuration?.properties ?? {});
  return names.map((name) => name.slice(SECTION.length + 1)).filter((name) => !OWN.includes(name));
}
