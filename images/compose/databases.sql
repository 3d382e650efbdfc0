-- One statement a line.
CREATE DATABASE identity;
CREATE DATABASE event;
CREATE DATABASE waitlist;
CREATE DATABASE notification;
CREATE DATABASE analytics;
CREATE DATABASE payment_sandbox;
CREATE DATABASE booking_0;
CREATE DATABASE booking_1;
CREATE DATABASE booking_2;
CREATE DATABASE booking_3;
