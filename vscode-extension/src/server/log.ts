// What the parts that know nothing of VS Code write their log to: a part of `vscode.LogOutputChannel`.
export interface Log {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}
