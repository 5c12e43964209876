// The machines that there is an extension for, by the names of the marketplace, and which wheels run on them.

/** Versions of Python that the bundled server is for. */
export const PYTHONS = ["3.11", "3.12", "3.13", "3.14"];

const glibc = (machine) => {
  // VS Code itself asks for glibc 2.28; wheels for older ones run there, too
  const minors = [28, 27, 26, 24, 17, 12, 5].map((minor) => `manylinux_2_${minor}_${machine}`);
  return [...minors, `manylinux2014_${machine}`, `manylinux2010_${machine}`, `manylinux1_${machine}`];
};
const musl = (machine) => [`musllinux_1_2_${machine}`, `musllinux_1_1_${machine}`];
const mac = (machine, oldest, newest) => {
  const names = [];
  for (let major = newest; major >= 11; major -= 1) {
    names.push(`macosx_${major}_0_${machine}`, `macosx_${major}_0_universal2`);
  }
  for (let minor = 16; machine === "x86_64" && minor >= oldest; minor -= 1) {
    names.push(`macosx_10_${minor}_${machine}`, `macosx_10_${minor}_universal2`);
  }
  return names;
};

export const TARGETS = {
  "linux-x64": glibc("x86_64"),
  "linux-arm64": glibc("aarch64"),
  "linux-armhf": glibc("armv7l"),
  "alpine-x64": musl("x86_64"),
  "alpine-arm64": musl("aarch64"),
  "darwin-x64": mac("x86_64", 9, 13),
  "darwin-arm64": mac("arm64", 0, 13),
  "win32-x64": ["win_amd64"],
  "win32-arm64": ["win_arm64"],
};

/** The target of the machine that this runs on. */
export function thisTarget() {
  const isMusl = process.platform === "linux" && process.report?.getReport()?.header?.glibcVersionRuntime === undefined;
  const arch = process.arch === "arm" ? "armhf" : process.arch;
  return `${isMusl ? "alpine" : process.platform}-${arch}`;
}

/** The packages of a lock that a target needs: one a line, `name==version`, some for one system alone. */
export function pins(lock, target) {
  const system = target.startsWith("alpine") ? "linux" : target.split("-")[0];
  return lock
    .split("\n")
    .map((line) => line.replace(/#.*/, "").trim())
    .filter((line) => line !== "")
    .flatMap((line) => {
      const [pin, marker] = line.split(";").map((part) => part.trim());
      const only = marker === undefined ? undefined : /^sys_platform == "(\w+)"$/.exec(marker)?.[1];
      if (marker !== undefined && only === undefined) {
        throw new Error(`server.lock: the marker of ${line} is not understood`);
      }
      return only === undefined || only === system ? [pin] : [];
    });
}

/** The lock that is put into the extension: every wheel that is there, with its hash; pip's own apart. */
export function requirements(wheels) {
  const hashes = new Map();
  for (const { name, sha256 } of wheels) {
    const [project, version] = name.split("-");
    const pin = `${project.toLowerCase().replace(/[._]+/g, "-")}==${version}`;
    hashes.set(pin, [...(hashes.get(pin) ?? []), sha256]);
  }
  const lines = [...hashes].filter(([pin]) => !pin.startsWith("pip==")).sort(([one], [other]) => (one < other ? -1 : 1));
  return lines.map(([pin, all]) => `${pin} ${all.sort().map((hash) => `--hash=sha256:${hash}`).join(" ")}\n`).join("");
}
