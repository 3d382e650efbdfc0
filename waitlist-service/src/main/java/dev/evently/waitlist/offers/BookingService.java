package dev.evently.waitlist.offers;
