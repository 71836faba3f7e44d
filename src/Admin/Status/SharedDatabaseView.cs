namespace FerroGate.Admin.Status;

/// <summary>How the database that several gateways share stands with the one that was asked.</summary>
/// <param name="Place">Host, port and database.</param>
/// <param name="State"><c>reachable</c>, or <c>away</c>: lists are what this gateway has itself.</param>
/// <param name="Reason">Why it is away.</param>
/// <param name="WaitingEntries">How many ledger entries of this gateway have not arrived there; <c>null</c> while nobody knows.</param>
/// <param name="DroppedRecords">How many of its request records will not arrive there.</param>
public sealed record SharedDatabaseView(string Place, string State, string? Reason, long? WaitingEntries, long DroppedRecords);
