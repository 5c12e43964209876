// One VS Code with a profile of its own: started, opened in a browser, and ended with everything that it started.
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { CODE_SERVER, NODE, PYTHON_EXTENSION, SERVER_COMMAND, STAGE, scratch } from "./places.ts";
import { endGroup, killGroup } from "./processes.ts";

export type Settings = Readonly<Record<string, unknown>>;

export interface Profile {
  /** Settings of the user: themes and the like. */
  readonly user?: Settings;
  /** Settings of the machine: what names executables. Without them the server under test is named. */
  readonly machine?: Settings;
  /** Whether folders have to be trusted first. */
  readonly trust?: boolean;
  /** For tests that run inside the extension host. */
  readonly driver?: boolean;
  /** A packed extension that is installed first. */
  readonly vsix?: string;
  /** Whether there is a Python extension; it says that CURSUS_TEST_INTERPRETER is chosen. */
  readonly pythonExtension?: boolean;
  /** Files that this editor, and what it starts, cannot see. */
  readonly hidden?: readonly string[];
  /** What the home of this editor holds beforehand. */
  readonly before?: (home: string) => void;
  /** Variables on top of the few that are always there; undefined takes one away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

const QUIET_USER: Settings = {
  "chat.disableAIFeatures": true,
  "editor.minimap.enabled": false,
  "extensions.ignoreRecommendations": true,
  "files.autoSave": "off",
  "git.blame.statusBarItem.enabled": false,
  "git.openRepositoryInParentFolders": "never",
  "security.workspace.trust.startupPrompt": "never",
  "telemetry.telemetryLevel": "off",
  "window.autoDetectColorScheme": false,
  "workbench.colorTheme": "Light Modern",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
};

export class Editor {
  readonly #home: string;
  readonly #profile: Profile;
  readonly #log: string;
  #running: { readonly process: ChildProcess; readonly url: string };

  private constructor(home: string, profile: Profile, log: string, running: { readonly process: ChildProcess; readonly url: string }) {
    this.#home = home;
    this.#profile = profile;
    this.#log = log;
    this.#running = running;
  }

  /** Starts VS Code; its logs end up in the folder of artefacts. */
  static async start(profile: Profile, artifacts: string): Promise<Editor> {
    const home = writeProfile(profile);
    if (profile.vsix !== undefined) {
      await install(profile.vsix, home, environment(home, profile), path.join(artifacts, "code-server.log"));
    }
    return new Editor(home, profile, artifacts, await launch(home, profile, artifacts));
  }

  /** Ends all of it at once, in the middle of whatever it does: nothing can tidy up. */
  async kill(): Promise<void> {
    await killGroup(this.group);
  }

  /** Starts VS Code again with what there is in its home; it has another address then. */
  async startAgain(): Promise<void> {
    this.#running = await launch(this.#home, this.#profile, this.#log);
  }

  get url(): string {
    return this.#running.url;
  }

  /** The process group that holds VS Code, its extension hosts and the language servers. */
  get group(): number {
    return this.#running.process.pid ?? 0;
  }

  /** The folder with profile, extensions and their storage. */
  get home(): string {
    return this.#home;
  }

  /** The address of a folder or workspace file, perhaps with a file of it open. */
  address(place: string, payload: readonly (readonly [string, string])[] = []): string {
    const url = new URL(this.url);
    url.searchParams.set(place.endsWith(".code-workspace") ? "workspace" : "folder", place);
    url.searchParams.set("payload", JSON.stringify([["skipWelcome", "true"], ["skipReleaseNotes", "true"], ...payload]));
    return url.href;
  }

  /** A file as the page of this VS Code names it. */
  remote(file: string): string {
    return `vscode-remote://${new URL(this.url).host}${encodeURI(file).replaceAll("#", "%23").replaceAll("?", "%3F")}`;
  }

  /** A page in a context of its own: nothing remembered; what it complains of is written down. */
  async page(browser: Browser): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    const console = path.join(this.#log, "console.log");
    page.on("console", (message) => fs.appendFileSync(console, `${message.type()} ${message.text()}\n`));
    page.on("pageerror", (error) => fs.appendFileSync(console, `pageerror ${error.message}\n`));
    return page;
  }

  async close(): Promise<void> {
    await endGroup(this.group);
    const logs = path.join(this.#home, "user/logs");
    if (fs.existsSync(logs)) {
      fs.cpSync(logs, path.join(this.#log, "logs"), { recursive: true });
    }
    fs.rmSync(this.#home, { recursive: true, force: true });
  }
}

async function launch(home: string, profile: Profile, artifacts: string): Promise<{ process: ChildProcess; url: string }> {
  const [program, ...args] = command(home, profile);
  const running = spawn(program, args, {
    env: environment(home, profile),
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  try {
    return { process: running, url: await listening(running, path.join(artifacts, "code-server.log")) };
  } catch (error) {
    await endGroup(running.pid ?? 0);
    throw error;
  }
}

function writeProfile(profile: Profile): string {
  const home = scratch("profile");
  const write = (name: string, value: Settings): void => {
    fs.mkdirSync(path.join(home, "user", name), { recursive: true });
    fs.writeFileSync(path.join(home, "user", name, "settings.json"), JSON.stringify(value, undefined, 2));
  };
  write("User", { ...QUIET_USER, ...profile.user });
  write("Machine", profile.machine ?? { "cursusRegistry.path": SERVER_COMMAND });
  fs.mkdirSync(path.join(home, "stage"));
  fs.mkdirSync(path.join(home, "extensions"));
  fs.symlinkSync(STAGE, path.join(home, "extensions/stage"));
  if (profile.pythonExtension === true) {
    fs.symlinkSync(PYTHON_EXTENSION, path.join(home, "extensions/python"));
  }
  profile.before?.(home);
  fs.writeFileSync(path.join(home, "config.yaml"), "");
  return home;
}

function environment(home: string, profile: Profile): NodeJS.ProcessEnv {
  const { PATH, PYTHONPATH } = process.env;
  // An empty address: no marketplace is asked for anything. As if it were started in a terminal: else a login shell is
  // asked for the search path.
  const env = { PATH, PYTHONPATH, HOME: home, CURSUS_STAGE: path.join(home, "stage"), LANG: "C.UTF-8", EXTENSIONS_GALLERY: '{"serviceUrl":""}', VSCODE_CLI: "1", ...profile.env };
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined));
}

/** In its mount namespace nothing can be read or run in the place of the files that are hidden. */
const HIDE = 'while [ "$1" != -- ]; do mount --bind /dev/null "$1" || exit; shift; done; shift; exec "$@"';

function command(home: string, profile: Profile): [string, ...string[]] {
  const { hidden = [] } = profile;
  const hide = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", HIDE, "hide", ...hidden, "--"];
  // Should this process be killed, code-server dies with it, and what it started notices.
  const [first = "", ...rest] = [...(hidden.length === 0 ? [] : hide), "setpriv", "--pdeathsig", "KILL", NODE, CODE_SERVER];
  return [first, ...rest, ...options(home, profile)];
}

function folders(home: string): string[] {
  return ["--config", path.join(home, "config.yaml"), "--user-data-dir", path.join(home, "user"), "--extensions-dir", path.join(home, "extensions")];
}

function options(home: string, profile: Profile): string[] {
  return [
    ...folders(home),
    ...["--auth", "none", "--bind-addr", "127.0.0.1:0"],
    ...["--disable-telemetry", "--disable-update-check", "--disable-getting-started-override"],
    ...(profile.trust === true ? [] : ["--disable-workspace-trust"]),
    ...(profile.driver === true ? ["--vscode-option", "enable-smoke-test-driver"] : []),
  ];
}

async function install(vsix: string, home: string, env: NodeJS.ProcessEnv, log: string): Promise<void> {
  const running = spawn(NODE, [CODE_SERVER, ...folders(home), "--install-extension", vsix], { env, stdio: ["ignore", "pipe", "pipe"] });
  for (const stream of [running.stdout, running.stderr]) {
    stream.on("data", (chunk: Buffer) => fs.appendFileSync(log, chunk));
  }
  const [code] = await once(running, "close");
  if (code !== 0) {
    throw new Error(`the extension could not be installed:\n${fs.readFileSync(log, "utf8")}`);
  }
}

function listening(running: ChildProcess, log: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    const give = setTimeout(() => reject(new Error(`code-server does not start:\n${said}`)), 60_000);
    for (const stream of [running.stdout, running.stderr]) {
      stream?.on("data", (chunk: Buffer) => {
        fs.appendFileSync(log, chunk);
        said += chunk.toString();
        const url = /listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(said)?.[1];
        if (url !== undefined) {
          clearTimeout(give);
          resolve(url);
        }
      });
    }
    running.once("error", reject);
    running.once("exit", (code) => reject(new Error(`code-server ended with ${code}:\n${said}`)));
  });
}
