namespace FerroGate.Config.Writing;

/// <summary>A config holds a text that the language it is to be written in cannot say.</summary>
public sealed class UnwritableConfigException(string message) : Exception(message);
