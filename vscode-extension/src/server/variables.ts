// What stands for something else in a path of the settings: `~`, ${workspaceFolder}, ${userHome}, ${env:NAME}.

export interface Known {
  readonly home: string;
  readonly workspaceFolder: string | undefined;
  readonly env: NodeJS.ProcessEnv;
}

/** A text with its variables replaced; one that has no value stays as it is written, so that the log shows it. */
export function replaceVariables(text: string, known: Known): string {
  const whole = text.replace(/^~(?=$|[/\\])/, () => known.home);
  return whole.replace(/\$\{(?:(userHome)|(workspaceFolder)|env:(\w+))\}/g, (written, home: string | undefined, folder: string | undefined, name: string | undefined) => {
    if (home !== undefined) {
      return known.home;
    }
    const value = folder === undefined ? known.env[name ?? ""] : known.workspaceFolder;
    return value ?? written;
  });
}
