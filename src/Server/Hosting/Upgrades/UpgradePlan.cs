namespace FerroGate.Server.Hosting.Upgrades;

/// <summary>What a process knows of its own upgrade before it comes.</summary>
/// <param name="DataDirectory">The data directory.</param>
/// <param name="Watches">The new process is to watch its config file, as this one does.</param>
/// <param name="HandedOver">
/// Called when the new process serves: this one may end. Completes when all that this one has admitted to budgets is written down.
/// </param>
internal sealed record UpgradePlan(string DataDirectory, bool Watches, Func<Task> HandedOver);
