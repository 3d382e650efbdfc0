CREATE TABLE of_a_later_release (id bigint PRIMARY KEY);
