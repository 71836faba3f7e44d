using FerroGate.Core.Ledger;

namespace FerroGate.Admin.BillingEvents;

/// <summary>What became of a correction.</summary>
/// <param name="Status">The HTTP status that says it: 201, or 200 where all of it was right already.</param>
/// <param name="Entry">The entry as it stands now; <c>null</c> where nothing was done.</param>
/// <param name="Detail">Why nothing was done.</param>
public sealed record CorrectionAnswer(int Status, CorrectedEntry? Entry = null, string? Detail = null);
