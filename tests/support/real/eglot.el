;;; What the tests look at in Emacs.  -*- lexical-binding: t -*-
;; It changes nothing but the point. The answer is JSON, in a form that no printing of strings can change.
(require 'json)
(require 'cl-lib)

(defun drive-look (what arguments)
  (base64-encode-string
   (encode-coding-string
    (json-encode
     (with-current-buffer (window-buffer (selected-window))
       (apply (intern (concat "drive-" what)) (append (json-parse-string arguments :array-type 'list) nil))))
    'utf-8)
   t))

(defun drive-text ()
  (save-restriction (widen) (buffer-substring-no-properties (point-min) (point-max))))

(defun drive-messages ()
  (drive-buffer "*Messages*"))

;; The text of a file that Emacs visits, or nil.
(defun drive-text_of (path)
  (let ((buffer (get-file-buffer path)))
    (and buffer (with-current-buffer buffer (drive-text)))))

(defun drive-cursor ()
  (list (or buffer-file-name "") (line-number-at-pos) (1+ (- (point) (line-beginning-position)))))

(defun drive-put_cursor (line column)
  (goto-char (point-min))
  (forward-line (1- line))
  (forward-char (1- column))
  (set-window-point (selected-window) (point))
  t)

(defun drive-diagnostics ()
  (vconcat
   (mapcar
    (lambda (one)
      (goto-char (flymake-diagnostic-beg one))
      (let ((text (flymake-diagnostic-text one)))
        (string-match "\\`\\(?:[^ \n]* \\)?\\[\\(CUR[0-9]+\\)\\]: \\(\\(?:.\\|\n\\)*\\)" text)
        (list (line-number-at-pos) (1+ (- (point) (line-beginning-position)))
              (match-string 1 text) (match-string 2 text))))
    (save-excursion (and (bound-and-true-p flymake-mode) (flymake-diagnostics))))))

;; What is said about the file, by whomever.
(defun drive-told ()
  (vconcat (mapcar #'flymake-diagnostic-text (and (bound-and-true-p flymake-mode) (flymake-diagnostics)))))

(defun drive-buffer (name)
  (if (get-buffer name) (with-current-buffer name (drive-text)) ""))

;; The question that waits for an answer, or nothing.
(defun drive-asked ()
  (let ((window (active-minibuffer-window)))
    (if window (with-current-buffer (window-buffer window) (drive-text)) "")))

(defun drive-minibuffer ()
  (if (active-minibuffer-window) t :json-false))

(defun drive-ready ()
  t)
