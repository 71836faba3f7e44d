using FerroGate.Core.Refusals;

namespace FerroGate.Server.Ai.Rooms;

/// <summary>
/// Fourth room: finds the model. One that is unknown, disabled or invisible is the same to the caller: where there is a default
/// model that the caller may use, it answers for all of them.
/// </summary>
internal sealed class Route
{
    public static Outcome<ModelRoute> Enter(Asked asked)
    {
        var (name, key, snapshot) = (asked.Envelope.Model, asked.Caller.Key, asked.Caller.Accepted.Snapshot);
        if (snapshot.Find(name) is { } model && model.IsVisibleTo(key.Tenant))
        {
            return new ModelRoute(asked, model);
        }

        return snapshot.DefaultModel is { } instead && instead.IsVisibleTo(key.Tenant) && instead.IsOpenTo(key, instead.Name)
            ? new ModelRoute(asked, instead)
            : Unknown(name);
    }

    /// <summary>There is no such model for this caller.</summary>
    public static Refusal Unknown(string name) => new(
        404,
        ErrorType.NotFound,
        RefusalCodes.ModelNotFound,
        $"There is no model '{name}' here. GET /v1/models lists those that this key may use.")
    {
        Parameter = "model",
    };
}
