// What our client can beyond the protocol, said to the server: commands that it may put into its answers, and
// news of the registries, which the views follow.
import type { ClientCapabilities, StaticFeature } from "vscode-languageclient";

export const SHOW_REFERENCES = "cursusRegistry.showReferences";

export class AnnouncedCommands implements StaticFeature {
  fillClientCapabilities(capabilities: ClientCapabilities): void {
    const before = (capabilities.experimental ?? {}) as Record<string, unknown>;
    const ours = { ...(before["cursusRegistry"] ?? {}), registryDidChange: true };
    capabilities.experimental = { ...before, commands: { commands: [SHOW_REFERENCES] }, cursusRegistry: ours };
  }

  initialize(): void {
    // nothing is registered with the server
  }

  getState(): { kind: "static" } {
    return { kind: "static" };
  }

  clear(): void {
    // nothing is kept
  }
}
