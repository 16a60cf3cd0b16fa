"""The views of the staff half, by REST framework's own rules: answers are made per user."""
