-- Most people have no role, and many no e-mail: those who have none need not be written into the
-- indexes by them.

DROP INDEX people_by_role;
CREATE INDEX people_by_role ON people (domain, role, username) WHERE role IS NOT NULL;
DROP INDEX people_by_email;
CREATE INDEX people_by_email ON people (domain, email) WHERE email IS NOT NULL;
