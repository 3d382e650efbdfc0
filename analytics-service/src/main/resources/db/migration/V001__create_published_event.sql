-- Events that were published, for their names, their organizers and their currency.
CREATE TABLE published_event (
    event_id     uuid    NOT NULL,
    version      bigint  NOT NULL,
    organizer_id uuid    NOT NULL,
    title        text    NOT NULL,
    currency     text,
    cancelled    boolean NOT NULL,
    CONSTRAINT published_event_pkey PRIMARY KEY (event_id),
    CONSTRAINT published_event_currency_iso CHECK (currency ~ '^[A-Z]{3}$')
);

-- Who may see the figures of an organizer's events.
CREATE TABLE team (
    organizer_id uuid   NOT NULL,
    version      bigint NOT NULL,
    CONSTRAINT team_pkey PRIMARY KEY (organizer_id)
);

CREATE TABLE team_member (
    organizer_id uuid NOT NULL,
    user_id      uuid NOT NULL,
    role         text NOT NULL,
    CONSTRAINT team_member_pkey PRIMARY KEY (organizer_id, user_id),
    CONSTRAINT team_member_of_team FOREIGN KEY (organizer_id) REFERENCES team,
    CONSTRAINT team_member_role_known CHECK (role IN ('OWNER', 'MANAGER', 'CHECK_IN'))
);

-- How often the page of an event was read.
CREATE TABLE event_views (
    event_id uuid   NOT NULL,
    views    bigint NOT NULL,
    CONSTRAINT event_views_pkey PRIMARY KEY (event_id),
    CONSTRAINT event_views_not_negative CHECK (views >= 0)
);
