namespace FerroGate.Server.Ai.Faults;

/// <summary>Whose fault it is.</summary>
internal enum Blame
{
    Caller,
    Provider,

    /// <summary>Whoever runs the gateway: its credential, its account, its names of models.</summary>
    Operator,
}
