namespace FerroGate.Server.Ai.Faults;

/// <summary>What a fault means.</summary>
/// <param name="Next">What is done about it.</param>
/// <param name="Blame">Whose fault it is.</param>
/// <param name="OpensCircuit">It counts against the target: so many of them, and nobody is sent there for a while.</param>
internal readonly record struct FaultMeaning(NextStep Next, Blame Blame, bool OpensCircuit);
