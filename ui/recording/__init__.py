"""The recorder's state in the window: pill, tray icon, and the controller that passes orders to the recorder."""
