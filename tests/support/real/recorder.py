"""Stands in for `cursus-registry` on the path of an editor: runs the real one, and writes down what the editor says.

Run as `python recorder.py FOLDER PROGRAM ARGUMENT…`. Into the folder come, for each server, the number of its process, a
file with what came on standard input (`.in`), and one with its standard error (`.err`). Standard output is the editor's
own.
"""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path


def main() -> int:
    """Run the server, and end as it does."""
    folder, *command = sys.argv[1:]
    name = Path(folder) / f"{os.getpid()}"
    with name.with_suffix(".err").open("wb") as errors:
        server = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=errors)
    name.with_suffix(".pid").write_text(str(server.pid), encoding="utf-8")
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda got, _: server.send_signal(got))
    threading.Thread(target=_pump, args=(server, name.with_suffix(".in")), daemon=True).start()
    return server.wait()


def _pump(server: "subprocess.Popen[bytes]", path: Path) -> None:
    """Hand on what comes, and keep a copy, until either end is closed."""
    assert server.stdin is not None
    with path.open("wb", buffering=0) as copy:
        while piece := os.read(0, 65536):
            copy.write(piece)
            try:
                server.stdin.write(piece)
                server.stdin.flush()
            except BrokenPipeError:  # the server has ended; its exit code tells of it
                return
    server.stdin.close()


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    os._exit(code if code >= 0 else 128 - code)
