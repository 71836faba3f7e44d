namespace FerroGate.Storage.Redis;

/// <summary>For whom a budget that is built waits.</summary>
/// <param name="Silence">For a gateway that has said so lately that it lives.</param>
/// <param name="AfterLoss">
/// For all, after a loss of data: every gateway that lives comes back in this time with what it knows, also where its machine is busier than it
/// should be. One that is later is not waited for, and what it holds is not known.
/// </param>
internal sealed record FleetPatience(TimeSpan Silence, TimeSpan AfterLoss)
{
    public static FleetPatience OfServer { get; } = new(TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(10));
}
