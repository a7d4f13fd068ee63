-- Whether the web user operates the server: sees its status, creates domains and backs up in the console.
ALTER TABLE web_users ADD COLUMN operator BOOLEAN NOT NULL DEFAULT FALSE;

-- Whether the location is deactivated: it is in the tree, but not in lists and choices.
ALTER TABLE locations ADD COLUMN archived BOOLEAN NOT NULL DEFAULT FALSE;
