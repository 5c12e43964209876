"""Real editors, each with the snippet of its page below `docs/editors`."""

from support.real.ale import Ale
from support.real.editor import RealEditor
from support.real.eglot import Eglot
from support.real.neovim import Neovim, OldNeovim

CLIENTS: dict[str, type[RealEditor]] = {"neovim": Neovim, "neovim-old": OldNeovim, "emacs": Eglot, "vim": Ale}
"""By the names that tests and results have for them."""
