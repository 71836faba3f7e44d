namespace FerroGate.Config.Options;

/// <summary>One option: its name, and how its values change what is being built.</summary>
/// <param name="Name">The same in both languages.</param>
/// <param name="Read">Gives back what it was given when the values are wrong.</param>
/// <param name="IsList">It may be said several times; the values are added up.</param>
internal sealed record Option<T>(string Name, Func<T, OptionReader, T> Read, bool IsList = false);
