-- The columns that the web user has chosen for the console's list of people, as a list; without one, the
-- default columns.
ALTER TABLE memberships ADD COLUMN people_columns TEXT;
