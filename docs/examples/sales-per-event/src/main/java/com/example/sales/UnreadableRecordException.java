package com.example.sales;

/** A record that no number of tries will make readable. */
final class UnreadableRecordException extends Exception {

    private static final long serialVersionUID = 1;

    UnreadableRecordException(String message, Throwable cause) {
        super(message, cause);
    }
}
