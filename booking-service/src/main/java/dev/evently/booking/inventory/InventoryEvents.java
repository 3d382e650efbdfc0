package dev.evently.booking.inventory;

/** Tells the world what happened to inventories, if and only if the transaction commits. */
public interface InventoryEvents {

    void publish(PlacesOpened event);
}
