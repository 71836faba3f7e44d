namespace FerroGate.Storage.Redis;

/// <summary>For whom a budget that is built waits.</summary>
/// <param name="Silence">For a gateway that has said so lately that it lives.</param>
/// <param name="AfterLoss">
/// For all, after a loss of data: in this time somebody comes back who knows which gateways there were. Budgets wait longer for those of
/// them that do not come back: until what they held would have come to its end.
/// </param>
internal sealed record FleetPatience(TimeSpan Silence, TimeSpan AfterLoss)
{
    public static FleetPatience OfServer { get; } = new(TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(10));
}
