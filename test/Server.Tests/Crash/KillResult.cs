namespace FerroGate.Server.Tests.Crash;

/// <summary>What came of a chain of kills.</summary>
/// <param name="Kills">How often the gateway was killed.</param>
/// <param name="Complete">Exchanges of which a client received everything.</param>
/// <param name="Broken">Exchanges of which a client received a part.</param>
/// <param name="Crashed">Ledger entries that say <c>crashed</c>.</param>
/// <param name="Faults">What was not as it should be.</param>
internal sealed record KillResult(int Kills, int Complete, int Broken, int Crashed, IReadOnlyList<string> Faults)
{
    public override string ToString() =>
        $"{Kills} kills, {Complete} exchanges complete at the client, {Broken} broken off, "
        + $"{Crashed} entries crashed, {Faults.Count} faults";
}
