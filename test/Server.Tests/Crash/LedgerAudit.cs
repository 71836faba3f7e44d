using FerroGate.Testing.Gateway;

namespace FerroGate.Server.Tests.Crash;

/// <summary>Compares the ledger with what the clients saw and with what the provider said.</summary>
internal sealed class LedgerAudit(NumberedProvider provider, IReadOnlyList<BillingEvent> ledger)
{
    public IEnumerable<string> Faults(IReadOnlyList<Witness> witnesses)
    {
        var entries = ledger.ToLookup(entry => entry.ExchangeId);
        var doubled = entries.Where(group => group.Count() > 1).Select(group => $"{group.Count()} entries of {group.Key}");
        var untrue = ledger.Select(Fault).OfType<string>();
        var chargedTwice = ledger.Where(entry => entry.Ending == "finished").GroupBy(entry => entry.InputTokens)
            .Where(group => group.Count() > 1).Select(group => $"The answer {group.Key} is in {group.Count()} entries");
        var unseen = witnesses.Select(witness => Fault(witness, [.. entries[witness.ExchangeId]])).OfType<string>();
        return [.. doubled, .. untrue, .. chargedTwice, .. unseen];
    }

    /// <summary>An entry is of a whole answer of the provider, or it says that nobody knows.</summary>
    private string? Fault(BillingEvent entry) => entry switch
    {
        { Ending: "finished", UsageSource: "provider", InputTokens: { } number, OutputTokens: var output }
            when provider.Gave(number) && output == NumberedProvider.OutputOf(number) => null,
        { Ending: "crashed", UsageSource: "estimated", OutputTokens: null, InputTokens: > 0 } => null,
        _ => $"Neither true nor crashed: {entry}",
    };

    private static string? Fault(Witness witness, IReadOnlyList<BillingEvent> entries) => entries switch
    {
        [] => $"No entry of {witness}",
        [{ Ending: "finished" } entry] => witness.Number is { } number && number != entry.InputTokens ? $"{witness} but {entry}" : null,
        [{ Ending: "crashed" } entry] => witness.IsComplete ? $"{witness} but {entry}" : null,
        _ => null,
    };
}
