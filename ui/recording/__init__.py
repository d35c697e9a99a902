"""The recorder's state as shown: pill, tray, controller."""
