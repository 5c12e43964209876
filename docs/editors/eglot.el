;;; Cursus Registry in Emacs 28 or newer with Eglot. Put this into ~/.emacs.d/init.el.  -*- lexical-binding: t -*-
(require 'eglot)
(require 'project)

(defvar cursus-registry-command '("cursus-registry" "lsp")
  "The server of Cursus checkouts.")

(defvar cursus-registry-python-command nil
  "What to run for Python instead: a multiplexer with this server and another, or nil.")

(defvar cursus-registry-python-modes '(python-mode python-ts-mode))

(defvar cursus-registry-other-modes
  '(js-mode js-json-mode json-mode json-ts-mode ; js-mode is what JSON files have in Emacs 28
    yaml-mode yaml-ts-mode
    conf-toml-mode toml-ts-mode)
  "The other modes in which steps are written. One server has all buffers of a project.")

(defun cursus-registry-root (folder)
  "The root of the Cursus checkout that FOLDER is in, or nil."
  (locate-dominating-file
   folder
   (lambda (root)
     (cl-some (lambda (marker) (file-exists-p (expand-file-name marker root)))
              '("cursus-registry.toml" "developer_workspaces" "src/cursus/registry")))))

(defun cursus-registry-project (folder)
  "The checkout around FOLDER as a project, where version control knows none."
  (let ((root (cursus-registry-root folder)))
    (and root (cons 'transient root))))

(defun cursus-registry-ensure ()
  "Start the server in a Cursus checkout, and leave all other buffers alone."
  (when (and buffer-file-name (cursus-registry-root default-directory))
    (setq-local eglot-server-programs
                (append
                 (if cursus-registry-python-command
                     (list (cons cursus-registry-python-modes cursus-registry-python-command)
                           (cons cursus-registry-other-modes cursus-registry-command))
                   (list (cons (append cursus-registry-python-modes cursus-registry-other-modes)
                               cursus-registry-command)))
                 eglot-server-programs))
    (eglot-ensure)))

(add-hook 'project-find-functions #'cursus-registry-project 90)
(dolist (mode (append cursus-registry-python-modes cursus-registry-other-modes))
  (add-hook (intern (format "%s-hook" mode)) #'cursus-registry-ensure))
