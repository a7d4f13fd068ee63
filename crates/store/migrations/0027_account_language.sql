-- The language of the console that the web user has chosen; without one, that of the browser.
ALTER TABLE web_users ADD COLUMN language TEXT;
