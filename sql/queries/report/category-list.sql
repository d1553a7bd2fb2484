-- A row a category, in the order of the list: what the report names.
select g.code, g.title, g.title_en, g.tier from categories g order by g.id
