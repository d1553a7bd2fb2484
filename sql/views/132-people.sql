-- Persons by what people know of them: a number, a name, kana, a former name, an address.

-- What differs only in width, case, kana's script, spaces or a character's old form is the same: half-width kana, ひらがな, 髙 and 﨑 among them.
create or replace function sought(p_text text) returns text language sql immutable parallel safe
return translate(
  -- The long list is gone through for each character: only where there is one of it.
  case when p_text ~ '[ぁ-ゖ]' then translate(lower(normalize(p_text, nfkc)), 'ぁあぃいぅうぇえぉおかがきぎくぐけげこごさざしじすずせぜそぞただちぢっつづてでとどなにぬねのはばぱひびぴふぶぷへべぺほぼぽまみむめもゃやゅゆょよらりるれろゎわゐゑをんゔ', 'ァアィイゥウェエォオカガキギクグケゲコゴサザシジスズセゼソゾタダチヂッツヅテデトドナニヌネノハバパヒビピフブプヘベペホボポマミムメモャヤュユョヨラリルレロヮワヰヱヲンヴ') else lower(normalize(p_text, nfkc)) end,
  '髙﨑嵜澤邊邉齋齊斎濵濱廣國惠櫻眞嶋嶌瀨淵榮壽實藏應條總學冨峯舘槗德靑黑曾龍 　-‐−・.''’',
  '高崎崎沢辺辺斉斉斉浜浜広国恵桜真島島瀬渕栄寿実蔵応条総学富峰館橋徳青黒曽竜');
comment on function sought is 'A text as it is looked for: without spaces, in one width, case, kana and form of characters.';

create or replace function sought_person(p_number text, p_name text, p_kana text, p_former text, p_email text) returns text language sql immutable parallel safe
-- At once, with line breaks between the words until they have become spaces: it is worked out for each person that is imported.
return ' ' || replace(sought(concat_ws(E'\n', p_number, ltrim(p_number, '0'), p_name, substring(p_name from '\s(\S+)\s*$'), p_kana, substring(p_kana from '\s(\S+)\s*$'), p_former, p_email)), E'\n', ' ');
comment on function sought_person is 'All that an employment is looked for by, each word after a space: the number with and without leading zeros, the name and the given name, likewise in kana, the former name, the address.';

-- By words' beginnings: trigrams of a word's beginning are found even for one character, so that a family name of two is.
create index if not exists staff_sought_idx on staff using gin (sought_person(staff_no, name, kana, former_name, email) gin_trgm_ops);
