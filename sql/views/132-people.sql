-- Persons by what people know of them: a number, a name, kana, a former name, an address.

-- What differs only in width, case, kana's script, spaces or a character's old form is the same: half-width kana, ひらがな, 髙 and 﨑 among them.
create or replace function sought(p_text text) returns text language sql immutable parallel safe
return translate(lower(normalize(p_text, nfkc)),
  'ぁあぃいぅうぇえぉおかがきぎくぐけげこごさざしじすずせぜそぞただちぢっつづてでとどなにぬねのはばぱひびぴふぶぷへべぺほぼぽまみむめもゃやゅゆょよらりるれろゎわゐゑをんゔ髙﨑嵜澤邊邉齋齊斎濵濱廣國惠櫻眞嶋嶌瀨淵榮壽實藏應條總學冨峯舘槗德靑黑曾龍 　-‐−・.''’',
  'ァアィイゥウェエォオカガキギクグケゲコゴサザシジスズセゼソゾタダチヂッツヅテデトドナニヌネノハバパヒビピフブプヘベペホボポマミムメモャヤュユョヨラリルレロヮワヰヱヲンヴ高崎崎沢辺辺斉斉斉浜浜広国恵桜真島島瀬渕栄寿実蔵応条総学富峰館橋徳青黒曽竜');
comment on function sought is 'A text as it is looked for: without spaces, in one width, case, kana and form of characters.';

create or replace function sought_person(p_number text, p_name text, p_kana text, p_former text, p_email text) returns text language sql immutable parallel safe
return ' ' || concat_ws(' ', sought(p_number), ltrim(sought(p_number), '0'), sought(p_name), sought(substring(p_name from '\s(\S+)\s*$')), sought(p_kana), sought(substring(p_kana from '\s(\S+)\s*$')),
  sought(p_former), sought(p_email));
comment on function sought_person is 'All that an employment is looked for by, each word after a space: the number with and without leading zeros, the name and the given name, likewise in kana, the former name, the address.';

-- By words' beginnings: trigrams of a word's beginning are found even for one character, so that a family name of two is.
create index if not exists staff_sought_idx on staff using gin (sought_person(staff_no, name, kana, former_name, email) gin_trgm_ops);
