using FerroGate.Core.Refusals;

namespace FerroGate.Server.Ai.Rooms;

/// <summary>Fourth room: finds the model. One that is unknown, disabled or invisible is the same to the caller.</summary>
internal sealed class Route
{
    public static Outcome<ModelRoute> Enter(Asked asked)
    {
        var name = asked.Envelope.Model;
        return asked.Caller.Accepted.Snapshot.Models.TryGetValue(name, out var model) && model.IsVisibleTo(asked.Caller.Key.Tenant)
            ? new ModelRoute(asked, model)
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
