;;; Cursus Registry beside a Python server, through rass. Put this below the other lines.  -*- lexical-binding: t -*-
(setq cursus-registry-python-command '("rass" "cursus_python"))
