-- Which names a word is of stands beside it, in place of the word a second time for each name: 1 is
-- the first name, 2 the last, 3 both.
ALTER TABLE person_words ADD COLUMN names BIGINT NOT NULL DEFAULT 0;
UPDATE person_words SET names = 1
FROM person_words m WHERE m.domain = person_words.domain AND m.person = person_words.person
AND m.word = ':first_name:' || person_words.word;
UPDATE person_words SET names = person_words.names + 2
FROM person_words m WHERE m.domain = person_words.domain AND m.person = person_words.person
AND m.word = ':last_name:' || person_words.word;
DELETE FROM person_words WHERE word >= ':' AND word < ';';
