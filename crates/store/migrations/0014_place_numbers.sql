-- The numbers of locations and location types become unique over the store: exporters use them as
-- keys in tables that hold several domains. A domain's numbers are raised by the last numbers of the
-- domains before it, so the first domain keeps its numbers.
--
-- The offsets stand in `meta`, which is on every node of a cluster. Rows first get the negative of
-- their new number, so that no new number meets an old one.
--
-- Whether a type is administrative is stored; it was the opposite of `shares_cases`.

ALTER TABLE location_types ADD COLUMN administrative BOOLEAN NOT NULL DEFAULT FALSE;
UPDATE location_types SET administrative = NOT shares_cases;

INSERT INTO meta (name, value)
SELECT 'offset:' || name || ':' || domain,
CAST(CAST(SUM(value) OVER (PARTITION BY name ORDER BY domain) AS BIGINT) - value AS TEXT)
FROM counters WHERE name IN ('location', 'location_type');
INSERT INTO meta (name, value)
SELECT 'last_' || name, CAST(CAST(SUM(value) AS BIGINT) AS TEXT)
FROM counters WHERE name IN ('location', 'location_type') GROUP BY name;

UPDATE locations SET number = -number - (SELECT CAST(meta.value AS BIGINT) FROM meta
WHERE meta.name = 'offset:location:' || locations.domain);
UPDATE locations SET number = -number WHERE number < 0;
CREATE INDEX locations_by_number ON locations (number);

-- A location refers to its type by number. The codes are unique too.
INSERT INTO location_types
(domain, number, code, name, parent, shares_cases, view_descendants, administrative)
SELECT domain, -number - (SELECT CAST(meta.value AS BIGINT) FROM meta
WHERE meta.name = 'offset:location_type:' || location_types.domain),
'3f9c2e7a-' || code, name, -parent - (SELECT CAST(meta.value AS BIGINT) FROM meta
WHERE meta.name = 'offset:location_type:' || location_types.domain),
shares_cases, view_descendants, administrative FROM location_types;
UPDATE locations SET kind = -kind - (SELECT CAST(meta.value AS BIGINT) FROM meta
WHERE meta.name = 'offset:location_type:' || locations.domain);
DELETE FROM location_types WHERE number > 0;
INSERT INTO location_types
(domain, number, code, name, parent, shares_cases, view_descendants, administrative)
SELECT domain, -number, substr(code, 10), name, -parent, shares_cases, view_descendants, administrative
FROM location_types;
UPDATE locations SET kind = -kind;
DELETE FROM location_types WHERE number < 0;

-- What refers to them as text.
UPDATE taken_over SET here = CAST(CAST(here AS BIGINT) + (SELECT CAST(meta.value AS BIGINT) FROM meta
WHERE meta.name = 'offset:location_type:' || taken_over.domain) AS TEXT)
WHERE kind = 'location_type' AND refusal IS NULL;
UPDATE changes SET number = number + (SELECT CAST(meta.value AS BIGINT) FROM meta
WHERE meta.name = 'offset:location:' || changes.domain)
WHERE kind IN ('location.created', 'location.updated');
UPDATE changes SET number = number + (SELECT CAST(meta.value AS BIGINT) FROM meta
WHERE meta.name = 'offset:location_type:' || changes.domain),
id = CAST(number + (SELECT CAST(meta.value AS BIGINT) FROM meta
WHERE meta.name = 'offset:location_type:' || changes.domain) AS TEXT)
WHERE kind IN ('location_type.created', 'location_type.updated');

DELETE FROM counters WHERE name IN ('location', 'location_type');
DELETE FROM meta WHERE name LIKE 'offset:%';
