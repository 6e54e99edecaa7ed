CREATE CONSTRAINT node_id_unique IF NOT EXISTS
FOR (x:Node) REQUIRE x.id IS UNIQUE;

CREATE CONSTRAINT municipality_id_unique IF NOT EXISTS
FOR (x:Municipality) REQUIRE x.id IS UNIQUE;

CREATE CONSTRAINT municipality_code_unique IF NOT EXISTS
FOR (x:Municipality) REQUIRE x.code IS UNIQUE;

CREATE CONSTRAINT area_id_unique IF NOT EXISTS
FOR (x:Area) REQUIRE x.id IS UNIQUE;

CREATE CONSTRAINT area_code_unique IF NOT EXISTS
FOR (x:Area) REQUIRE x.code IS UNIQUE;

CREATE CONSTRAINT district_id_unique IF NOT EXISTS
FOR (x:District) REQUIRE x.id IS UNIQUE;

CREATE CONSTRAINT district_code_unique IF NOT EXISTS
FOR (x:District) REQUIRE x.code IS UNIQUE;

CREATE POINT INDEX district_position_point IF NOT EXISTS
FOR (x:District) ON (x.position);

CREATE FULLTEXT INDEX district_search IF NOT EXISTS
FOR (x:District) ON EACH [x.searchText]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}};

CREATE CONSTRAINT place_id_unique IF NOT EXISTS
FOR (x:Place) REQUIRE x.id IS UNIQUE;

CREATE INDEX place_type_range IF NOT EXISTS
FOR (x:Place) ON (x.type);

CREATE POINT INDEX place_position_point IF NOT EXISTS
FOR (x:Place) ON (x.position);

CREATE FULLTEXT INDEX place_search IF NOT EXISTS
FOR (x:Place) ON EACH [x.searchText, x.addressText]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}};

CREATE CONSTRAINT council_id_unique IF NOT EXISTS
FOR (x:Council) REQUIRE x.id IS UNIQUE;

CREATE FULLTEXT INDEX council_search IF NOT EXISTS
FOR (x:Council) ON EACH [x.searchText, x.phoneText]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}};

CREATE CONSTRAINT household_id_unique IF NOT EXISTS
FOR (x:Household) REQUIRE x.id IS UNIQUE;

CREATE CONSTRAINT household_number_unique IF NOT EXISTS
FOR (x:Household) REQUIRE x.number IS UNIQUE;

CREATE TEXT INDEX household_address_text IF NOT EXISTS
FOR (x:Household) ON (x.address);

CREATE POINT INDEX household_position_point IF NOT EXISTS
FOR (x:Household) ON (x.position);

CREATE FULLTEXT INDEX household_search IF NOT EXISTS
FOR (x:Household) ON EACH [x.addressText, x.postalCodeText, x.phoneText]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}};

CREATE CONSTRAINT resident_id_unique IF NOT EXISTS
FOR (x:Resident) REQUIRE x.id IS UNIQUE;

CREATE INDEX resident_name_range IF NOT EXISTS
FOR (x:Resident) ON (x.name);

CREATE TEXT INDEX resident_kana_text IF NOT EXISTS
FOR (x:Resident) ON (x.kana);

CREATE INDEX resident_birth_date_range IF NOT EXISTS
FOR (x:Resident) ON (x.birthDate);

CREATE INDEX resident_care_level_range IF NOT EXISTS
FOR (x:Resident) ON (x.careLevel);

CREATE FULLTEXT INDEX resident_search IF NOT EXISTS
FOR (x:Resident) ON EACH [x.searchText, x.phoneText]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}};

CREATE CONSTRAINT supporter_id_unique IF NOT EXISTS
FOR (x:Supporter) REQUIRE x.id IS UNIQUE;

CREATE INDEX supporter_main_role_range IF NOT EXISTS
FOR (x:Supporter) ON (x.mainRole);

CREATE FULLTEXT INDEX supporter_search IF NOT EXISTS
FOR (x:Supporter) ON EACH [x.searchText, x.phoneText]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}};

CREATE CONSTRAINT agency_id_unique IF NOT EXISTS
FOR (x:Agency) REQUIRE x.id IS UNIQUE;

CREATE INDEX agency_kind_range IF NOT EXISTS
FOR (x:Agency) ON (x.kind);

CREATE POINT INDEX agency_position_point IF NOT EXISTS
FOR (x:Agency) ON (x.position);

CREATE FULLTEXT INDEX agency_search IF NOT EXISTS
FOR (x:Agency) ON EACH [x.searchText, x.addressText, x.phoneText]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}};

CREATE CONSTRAINT service_id_unique IF NOT EXISTS
FOR (x:Service) REQUIRE x.id IS UNIQUE;

CREATE FULLTEXT INDEX service_search IF NOT EXISTS
FOR (x:Service) ON EACH [x.searchText]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}};

CREATE CONSTRAINT field_id_unique IF NOT EXISTS
FOR (x:Field) REQUIRE x.id IS UNIQUE;

CREATE CONSTRAINT field_code_unique IF NOT EXISTS
FOR (x:Field) REQUIRE x.code IS UNIQUE;

CREATE CONSTRAINT need_category_id_unique IF NOT EXISTS
FOR (x:NeedCategory) REQUIRE x.id IS UNIQUE;

CREATE CONSTRAINT need_category_code_unique IF NOT EXISTS
FOR (x:NeedCategory) REQUIRE x.code IS UNIQUE;

CREATE FULLTEXT INDEX need_category_search IF NOT EXISTS
FOR (x:NeedCategory) ON EACH [x.searchText]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}};

CREATE CONSTRAINT need_id_unique IF NOT EXISTS
FOR (x:Need) REQUIRE x.id IS UNIQUE;

CREATE INDEX need_opened_on_range IF NOT EXISTS
FOR (x:Need) ON (x.openedOn);

CREATE INDEX need_closed_on_range IF NOT EXISTS
FOR (x:Need) ON (x.closedOn);

CREATE CONSTRAINT consultation_id_unique IF NOT EXISTS
FOR (x:Consultation) REQUIRE x.id IS UNIQUE;

CREATE INDEX consultation_held_on_range IF NOT EXISTS
FOR (x:Consultation) ON (x.heldOn);

CREATE INDEX consultation_fiscal_year_range IF NOT EXISTS
FOR (x:Consultation) ON (x.fiscalYear);

CREATE CONSTRAINT case_id_unique IF NOT EXISTS
FOR (x:Case) REQUIRE x.id IS UNIQUE;

CREATE CONSTRAINT case_number_unique IF NOT EXISTS
FOR (x:Case) REQUIRE x.number IS UNIQUE;

CREATE INDEX case_closed_on_range IF NOT EXISTS
FOR (x:Case) ON (x.closedOn);

CREATE CONSTRAINT plan_id_unique IF NOT EXISTS
FOR (x:Plan) REQUIRE x.id IS UNIQUE;

CREATE CONSTRAINT referral_id_unique IF NOT EXISTS
FOR (x:Referral) REQUIRE x.id IS UNIQUE;

CREATE INDEX referral_state_range IF NOT EXISTS
FOR (x:Referral) ON (x.state);

CREATE INDEX referral_last_event_on_range IF NOT EXISTS
FOR (x:Referral) ON (x.lastEventOn);

CREATE CONSTRAINT referral_event_id_unique IF NOT EXISTS
FOR (x:ReferralEvent) REQUIRE x.id IS UNIQUE;

CREATE CONSTRAINT proposal_id_unique IF NOT EXISTS
FOR (x:Proposal) REQUIRE x.id IS UNIQUE;

CREATE CONSTRAINT meeting_id_unique IF NOT EXISTS
FOR (x:Meeting) REQUIRE x.id IS UNIQUE;

CREATE INDEX meeting_kind_range IF NOT EXISTS
FOR (x:Meeting) ON (x.kind);

CREATE CONSTRAINT training_id_unique IF NOT EXISTS
FOR (x:Training) REQUIRE x.id IS UNIQUE;

CREATE CONSTRAINT gap_rule_id_unique IF NOT EXISTS
FOR (x:GapRule) REQUIRE x.id IS UNIQUE;

CREATE CONSTRAINT gap_rule_code_unique IF NOT EXISTS
FOR (x:GapRule) REQUIRE x.code IS UNIQUE;

CREATE CONSTRAINT support_gap_id_unique IF NOT EXISTS
FOR (x:SupportGap) REQUIRE x.id IS UNIQUE;

CREATE CONSTRAINT support_gap_rank_unique IF NOT EXISTS
FOR (x:SupportGap) REQUIRE x.rank IS UNIQUE;

CREATE CONSTRAINT support_gap_standing_key_unique IF NOT EXISTS
FOR (x:SupportGap) REQUIRE x.standingKey IS UNIQUE;

CREATE INDEX support_gap_rule_range IF NOT EXISTS
FOR (x:SupportGap) ON (x.rule);

CREATE INDEX support_gap_severity_id_range IF NOT EXISTS
FOR (x:SupportGap) ON (x.severity, x.id);

CREATE INDEX support_gap_found_on_range IF NOT EXISTS
FOR (x:SupportGap) ON (x.foundOn);

CREATE INDEX support_gap_since_id_range IF NOT EXISTS
FOR (x:SupportGap) ON (x.since, x.id);

CREATE INDEX support_gap_ended_on_range IF NOT EXISTS
FOR (x:SupportGap) ON (x.endedOn);

CREATE CONSTRAINT event_sequence_unique IF NOT EXISTS
FOR (x:Event) REQUIRE x.sequence IS UNIQUE;

CREATE CONSTRAINT change_key_unique IF NOT EXISTS
FOR (x:Change) REQUIRE x.key IS UNIQUE;

CREATE CONSTRAINT sequence_name_unique IF NOT EXISTS
FOR (x:Sequence) REQUIRE x.name IS UNIQUE;

CREATE CONSTRAINT protection_reference_unique IF NOT EXISTS
FOR (x:Protection) REQUIRE x.reference IS UNIQUE;

CREATE CONSTRAINT location_permission_reference_unique IF NOT EXISTS
FOR (x:LocationPermission) REQUIRE x.reference IS UNIQUE;

CREATE CONSTRAINT hand_over_standing_key_unique IF NOT EXISTS
FOR (x:HandOverStanding) REQUIRE x.key IS UNIQUE;

CREATE CONSTRAINT glass_breaking_reference_unique IF NOT EXISTS
FOR (x:GlassBreaking) REQUIRE x.reference IS UNIQUE;

CREATE CONSTRAINT glass_breaking_standing_unique IF NOT EXISTS
FOR (x:GlassBreaking) REQUIRE x.standing IS UNIQUE;

CREATE INDEX glass_breaking_opened_at_range IF NOT EXISTS
FOR (x:GlassBreaking) ON (x.openedAt);

CREATE INDEX supports_until_range IF NOT EXISTS
FOR ()-[x:SUPPORTS]-() ON (x.until);
