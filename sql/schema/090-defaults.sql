-- Tokyo's lists, as they stand in a new database. All of them can be edited.

insert into areas (code, title) values
  ('service', '都民サービス'), ('service_related', '都民サービス関連業務'), ('internal', '職員内部業務');
insert into categories (code, title, title_en, tier) values
  ('resident_service', '住民対応・窓口', 'Resident-facing service', 'higher_value'),
  ('field_service', '審査・現場', 'Service-related work on site', 'higher_value'),
  ('policy', '企画・分析', 'Policy planning and analysis', 'higher_value'),
  ('quality', '品質・確認', 'Quality and checking', 'higher_value'),
  ('mentoring', '育成・指導', 'Teaching and mentoring', 'higher_value'),
  ('cross_bureau', '局横断・20%ルール', 'Cross-bureau projects (20% rule)', 'higher_value'),
  ('same_work', '同一業務', 'Same work', 'same_work'),
  ('overtime', '超過勤務・休暇', 'Overtime or leave', 'overtime_cut');
insert into grades (code, title, rank) values
  ('主事', '主事', 1), ('主任', '主任', 2), ('課長代理', '課長代理', 3), ('統括課長代理', '統括課長代理', 4), ('課長', '課長', 5), ('部長', '部長', 6), ('局長', '局長', 7);
