-- Whether the web user operates the server: sees its status, creates domains and backs up in the console.
ALTER TABLE web_users ADD COLUMN operator BOOLEAN NOT NULL DEFAULT FALSE;
