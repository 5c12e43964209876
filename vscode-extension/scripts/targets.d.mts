export declare const PYTHONS: string[];
export declare const TARGETS: Readonly<Record<string, string[] | undefined>>;
export declare function thisTarget(): string;
export declare function pins(lock: string, target: string): string[];
export declare function requirements(wheels: readonly { name: string; sha256: string }[]): string;
